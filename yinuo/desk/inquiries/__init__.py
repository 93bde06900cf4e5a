"""Questions at the desk: asked, answered, promised, checked."""
