### The words of the assessment reports.
