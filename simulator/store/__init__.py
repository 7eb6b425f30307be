"""Where sessions are kept. Import its parts late: the database libraries take most of a second."""
