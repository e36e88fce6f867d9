"""The page of meetings: agendas, frozen meetings, decisions, commentary, what changed."""
