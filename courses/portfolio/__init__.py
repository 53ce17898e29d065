"""What a person takes along: her record of a stretch of time, as her regulator or her appraiser wants it."""
