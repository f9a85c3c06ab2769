"""The document as PDF: lines, blocks, pages planned by counting rows, and one layout by WeasyPrint."""
