"""The book of proceedings: gathered from all features, written as Markdown, shown as a page, handed out as files."""
