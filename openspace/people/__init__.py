"""People: joining, names and consent, roles, devices, capability links. A person is an id everywhere else."""
