"""Live: the queue before the committer, streams, snapshots, the socket and JSON doors for wishes."""
