"""Pure judgement of programmes: which early warnings their entrants over the years call for."""
