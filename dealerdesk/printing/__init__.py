"""What goes on paper: painted with Qt as vectors, exact to the millimetre, onto a PDF or a printer."""
