"""One function for each request from the workflow, the bus, the table's stream and the clock."""
