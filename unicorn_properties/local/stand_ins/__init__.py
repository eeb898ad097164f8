"""What stands in for Comprehend and Rekognition on stage local; ours alone, and never deployed to another stage."""
