"""What is written for and in meetings: agendas, frozen meetings, decisions, commentary; every version is kept."""
