/* Arrow keys in the matrix: one cell takes part in the order of tabs, the arrows move it. Without this every cell is a link. */
(function () {
  "use strict";
  var box = document.querySelector("[data-matrix]");
  if (!box) return;
  var rows = Array.prototype.map.call(box.querySelectorAll("tbody tr"), function (row) {
    return row.querySelectorAll("td");
  });
  var links = box.querySelectorAll("td a");
  if (!links.length) return;
  Array.prototype.forEach.call(links, function (link) {
    link.tabIndex = -1;
  });
  links[0].tabIndex = 0;

  function at(cell) {
    for (var y = 0; y < rows.length; y += 1) {
      var x = Array.prototype.indexOf.call(rows[y], cell);
      if (x >= 0) return [y, x];
    }
    return null;
  }

  function next(y, x, down, right) {
    for (y += down, x += right; rows[y] && rows[y][x]; y += down, x += right) {
      var link = rows[y][x].querySelector("a");
      if (link) return link;
    }
    return null;
  }

  var steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  box.addEventListener("keydown", function (event) {
    var step = steps[event.key];
    var cell = event.target.closest ? event.target.closest("td") : null;
    if (!step || !cell) return;
    var place = at(cell);
    var link = place && next(place[0], place[1], step[0], step[1]);
    if (!link) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    link.tabIndex = 0;
    link.focus();
  });
})();
