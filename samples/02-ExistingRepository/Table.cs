using RepoTickets;

namespace RepoTickets.Samples.ExistingRepository;

/// <summary>Prints rows in columns. What comes from files is made safe for the terminal first.</summary>
internal static class Table
{
    internal static void Print(string title, string[] header, IEnumerable<string[]> rows)
    {
        Console.WriteLine(title);
        var lines = rows.Select(static row => Array.ConvertAll(row, static cell => DisplayText.Escape(cell, 160))).ToList();
        var widths = header.Select((name, column) => lines.Select(line => line[column].Length).Append(name.Length).Max()).ToArray();
        PrintLine(header, widths);
        PrintLine(Array.ConvertAll(widths, static width => new string('-', width)), widths);
        foreach (var line in lines)
        {
            PrintLine(line, widths);
        }

        Console.WriteLine();
    }

    private static void PrintLine(string[] cells, int[] widths) =>
        Console.WriteLine("  " + string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
}
