"""All audits, and what is to be done about the next one."""
