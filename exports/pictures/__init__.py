"""Pictures, drawn as SVG: a chart of what is to be seen, its layout, and the drawing."""
