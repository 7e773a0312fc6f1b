"""Names of a document: found, typed by vote, and each short form tied to the fullest one."""
