# Photos and files: what is wrong with one, and what it is. The sentences are in fault.ftl.

photo-reason-truncated = the file is incomplete, perhaps it was not copied to the end
photo-reason-damaged = the picture data are damaged and cannot be decoded
photo-reason-coding = the picture is coded in a rare way that cannot be read

photo-format-jpeg = JPEG photo
photo-format-png = PNG picture
photo-format-webp = WebP picture
photo-format-heic = HEIC photo
photo-format-pdf = PDF document
photo-format-docx = Word document
photo-format-xlsx = Excel sheet
photo-format-pptx = PowerPoint slides
photo-format-odt = ODF text
photo-format-ods = ODF sheet
photo-format-text = Text file
photo-format-csv = CSV table
photo-format-film = Film
photo-format-sound = Sound recording
