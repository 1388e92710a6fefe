### What importing photos and documents has to say.
