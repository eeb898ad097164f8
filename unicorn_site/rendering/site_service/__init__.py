"""The customers' pages as HTML for readers without JavaScript: crawlers, previews of shared links, plain browsers.

On AWS a function behind the distribution does it; on this machine the site's own server does (`unicorn_cli/site/`).
It knows the built site and the public Web API, and nothing else: docs/adr/0052.
"""
