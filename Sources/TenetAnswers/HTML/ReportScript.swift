import TenetText

/// What the report does beyond unfolding, which needs no script: tables sort, a hovered or focused node of the graph shows
/// its path, everything can be unfolded at once. Without it the page says the same.
enum ReportScript {
  static let page: StaticString = #"""
    (function () {
      "use strict";
      function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); }
      function button(text, action) {
        var made = document.createElement("button");
        made.type = "button";
        made.textContent = text;
        made.addEventListener("click", action);
        return made;
      }

      all(document, "table.sortable").forEach(function (table) {
        var heads = all(table, "thead th"), body = table.tBodies[0];
        heads.forEach(function (head, column) {
          var name = head.textContent;
          head.textContent = "";
          head.appendChild(button(name, function () {
            var up = head.getAttribute("aria-sort") !== "ascending";
            heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
            head.setAttribute("aria-sort", up ? "ascending" : "descending");
            var isNumber = head.classList.contains("number");
            var rows = all(body, "tr").map(function (row, index) {
              var text = row.cells[column].textContent.trim();
              return { row: row, index: index, key: isNumber ? parseFloat(text) : text, none: text === "" || text === "–" };
            });
            rows.sort(function (a, b) {
              if (a.none !== b.none) { return a.none ? 1 : -1; }
              var order = isNumber ? a.key - b.key : a.key.localeCompare(b.key, undefined, { numeric: true });
              return (up ? order : -order) || a.index - b.index;
            });
            rows.forEach(function (item) { body.appendChild(item.row); });
          }));
        });
      });

      all(document, ".tools").forEach(function (tools) {
        function unfold(open) {
          all(document, "main details:not(.profile)").forEach(function (item) { item.open = open; });
        }
        tools.appendChild(button("Unfold all reasons", function () { unfold(true); }));
        tools.appendChild(button("Fold all", function () { unfold(false); }));
        tools.hidden = false;
      });

      all(document, ".graph").forEach(function (graph) {
        var nodes = {}, up = {}, down = {};
        all(graph, ".node").forEach(function (node) { nodes[node.dataset.node] = node; });
        var edges = all(graph, ".edge");
        edges.forEach(function (edge) {
          (up[edge.dataset.from] = up[edge.dataset.from] || []).push(edge);
          (down[edge.dataset.to] = down[edge.dataset.to] || []).push(edge);
        });
        function walk(start, table, end) {
          var seen = {}, todo = [start];
          seen[start] = true;
          while (todo.length) {
            (table[todo.pop()] || []).forEach(function (edge) {
              edge.classList.add("on");
              var next = edge.dataset[end];
              if (!seen[next]) { seen[next] = true; nodes[next].classList.add("on"); todo.push(next); }
            });
          }
        }
        function clear() {
          graph.classList.remove("tracing");
          all(graph, ".on").forEach(function (item) { item.classList.remove("on"); });
        }
        function show(target) {
          var node = target.closest && (target.closest(".node") || target.querySelector(".node"));
          clear();
          if (!node || !graph.contains(node)) { return; }
          graph.classList.add("tracing");
          node.classList.add("on");
          walk(node.dataset.node, up, "to");
          walk(node.dataset.node, down, "from");
        }
        graph.addEventListener("mouseover", function (event) {
          if (event.target.closest(".node")) { show(event.target); } else { clear(); }
        });
        graph.addEventListener("mouseleave", clear);
        graph.addEventListener("focusin", function (event) { if (event.target !== graph) { show(event.target); } });
        graph.addEventListener("focusout", clear);

        // One stop of the tabulator; arrows go on to the next box.
        var links = all(graph, "a");
        links.forEach(function (link, index) {
          link.setAttribute("tabindex", index === 0 ? "0" : "-1");
          link.addEventListener("keydown", function (event) {
            var step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
            var next = links[index + step];
            if (!step || !next) { return; }
            event.preventDefault();
            link.setAttribute("tabindex", "-1");
            next.setAttribute("tabindex", "0");
            next.focus();
            next.scrollIntoView({ block: "nearest", inline: "nearest" });
          });
        });
      });

      function reveal() {
        var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
        for (var node = target; node; node = node.parentElement) { if (node.tagName === "DETAILS") { node.open = true; } }
        if (target) { target.scrollIntoView(); }
      }
      addEventListener("hashchange", reveal);
      reveal();
      addEventListener("beforeprint", function () {
        all(document, "details").forEach(function (item) { item.open = true; });
      });
    })();

    """#
}
