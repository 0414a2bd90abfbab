using System.Text.Json;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Printing;

/// <summary>Prints lists in every form.</summary>
internal static class ListPrinter
{
    internal static void Print<TItem>(
        Invocation invocation, string format, Listing<TItem> listing, IReadOnlyList<TItem> items, string empty, ListNotes? notes = null)
    {
        var output = invocation.Output;
        notes ??= ListNotes.None;
        switch (format)
        {
            case OutputFormat.Json:
                JsonShape.Write(output, listing.Kind, writer => WriteJson(writer, listing, items, notes));
                break;
            case OutputFormat.JsonLines:
                foreach (var item in items)
                {
                    JsonShape.WriteLine(output, writer => listing.WriteJson(writer, item));
                }

                break;
            case OutputFormat.Csv:
                output.Write(CsvLine.Of(listing.Columns.Select(static column => column.Name)));
                foreach (var item in items)
                {
                    output.Write(CsvLine.Of(listing.Columns.Select(column => column.Text(item))));
                }

                break;
            case OutputFormat.Simple:
                foreach (var item in items)
                {
                    output.Write(
                        string.Join(
                            "  ", listing.Columns.Select(column => SafeText.Line(column.Text(item), 200)).Where(
                                static cell => cell.Length > 0)) + "\n");
                }

                break;
            default:
                PrintTable(invocation, listing, items, empty, notes);
                break;
        }

        FaultNotes.Write(invocation, notes.Faults);
    }

    private static void PrintTable<TItem>(
        Invocation invocation, Listing<TItem> listing, IReadOnlyList<TItem> items, string empty, ListNotes notes)
    {
        if (items.Count == 0)
        {
            invocation.Output.Write(empty + "\n");
            return;
        }

        var rows = new string[items.Count][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new string[listing.Columns.Count];
            for (var column = 0; column < listing.Columns.Count; column++)
            {
                rows[row][column] = listing.Columns[column].Text(items[row]);
            }
        }

        var header = new string[listing.Columns.Count];
        for (var column = 0; column < header.Length; column++)
        {
            header[column] = listing.Columns[column].Name.ToUpperInvariant();
        }

        var table = new TableWriter(invocation.Output, invocation.Terminal.UsesColour, invocation.Terminal.Width);
        if (listing.IsWhole)
        {
            table.WriteWhole(header, rows, wraps: invocation.Terminal.OutputIsTerminal);
        }
        else
        {
            table.Write(header, rows);
        }

        if (notes.Summary is { } summary)
        {
            invocation.Output.Write($"\n{summary}\n");
        }
    }

    private static void WriteJson<TItem>(Utf8JsonWriter writer, Listing<TItem> listing, IReadOnlyList<TItem> items, ListNotes notes)
    {
        writer.WriteNumber("count", items.Count);
        if (notes.Total is { } total)
        {
            writer.WriteNumber("total", total);
        }

        writer.Objects("items", items, listing.WriteJson);
        FaultJson.Write(writer, notes.Faults);
    }
}
