"""Stand-ins for Comprehend and Rekognition on stage local; never deployed to another stage."""
