package io.vitrine.imageapi.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as it must be. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        rows.add(List.of(titles));
        row(List.of(titles).stream().map(title -> "").toArray(String[]::new));
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    public void print(PrintWriter out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = r == 1 ? "-".repeat(widths[i]) : rows.get(r).get(i);
                line.append(cell).repeat(' ', widths[i] - cell.length() + 2);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
