### The words of the command line program tanfang.
