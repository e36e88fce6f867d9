"""The six models of a scenario: cohorts, colleges, teachers, training, facilities of schools, projects."""
