"""Web: what every page and form shares: security headers, the browser's cookie, languages, assets, errors."""
