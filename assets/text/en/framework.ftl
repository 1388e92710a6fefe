### What reading and checking a framework has to say.
