"""One module for each kind of page: the API's answers → title, description, data by schema.org, plain content."""
