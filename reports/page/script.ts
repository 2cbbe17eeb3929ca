/** Narrowing the findings, and opening everything for print. The page is whole without it. */
export const script = `
"use strict";
const filters = document.getElementById("filters");
if (filters) {
  const findings = [...document.querySelectorAll(".finding")];
  const texts = findings.map((finding) => finding.textContent.toLowerCase());
  const narrow = () => {
    const { text, rule, severity, conflict } = Object.fromEntries(new FormData(filters));
    const wanted = text.trim().toLowerCase();
    let shown = 0;
    findings.forEach((finding, index) => {
      const { dataset } = finding;
      finding.hidden = !(
        texts[index].includes(wanted) &&
        (rule === "" || dataset.rule === rule) &&
        (severity === "" || dataset.severity === severity) &&
        (conflict === "" || dataset.conflict === conflict)
      );
      if (!finding.hidden) shown += 1;
    });
    document.getElementById("shown").textContent = shown + " of " + findings.length + " shown";
  };
  filters.hidden = false;
  filters.addEventListener("input", narrow);
  filters.addEventListener("submit", (event) => event.preventDefault());
  narrow();
}
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
`;
