/** The part of PDF.js that reads documents. Its license is Apache 2.0. */
import "pdfjs-dist/legacy/build/pdf.worker.mjs";
