"""The five models of a scenario: cohorts and enrolment, colleges, teachers, training, schools against a standard."""
