using System.Text;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Reports.Readme;

/// <summary>
/// Finds the section of a README that is written by this program, from its heading through its end mark, and replaces it. Every byte
/// outside of it stays: the file may have any line ends, a byte order mark, and bytes that are no UTF-8.
/// </summary>
internal static class StatusSection
{
    /// <summary>The heading with which the section begins: the Python package's.</summary>
    internal const string Heading = "## 📊 Project Status";

    /// <summary>The line with which it ends.</summary>
    internal const string EndMark = "<!-- END AUTO-GENERATED STATUS -->";

    private static readonly byte[] HeadingBytes = Encoding.UTF8.GetBytes(Heading);
    private static readonly byte[] EndBytes = Encoding.UTF8.GetBytes(EndMark);

    /// <summary>The file with the section in place of the one that is there, or at the end when there is none.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="section">The section, from heading through end mark, with line feeds.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="CommandFailedException">The marks do not enclose one section; what is in it cannot be told.</exception>
    internal static byte[] Replace(byte[] file, string section, string name)
    {
        var newline = UsesCarriageReturns(file) ? "\r\n" : "\n";
        var bytes = Encoding.UTF8.GetBytes(section.TrimEnd('\n').Replace("\n", newline, StringComparison.Ordinal));
        var begins = new List<MarkdownLine>();
        var ends = new List<MarkdownLine>();
        var lines = MarkdownLine.OutsideOfCode(file, out var openFence);
        foreach (var line in lines)
        {
            if (line.Is(file, HeadingBytes))
            {
                begins.Add(line);
            }
            else if (line.Is(file, EndBytes))
            {
                ends.Add(line);
            }
        }

        if (begins.Count == 0 && ends.Count == 0)
        {
            if (openFence is { } number)
            {
                throw CommandFailedException.Conflict(
                    $"{name} was not changed: the block of code that begins in line {number} is never closed. Close it first.");
            }

            return Append(file, bytes, Encoding.UTF8.GetBytes(newline));
        }

        Check(begins, ends, name);
        return [.. file.AsSpan(0, begins[0].Start), .. bytes, .. file.AsSpan(ends[0].End)];
    }

    private static void Check(List<MarkdownLine> begins, List<MarkdownLine> ends, string name)
    {
        var problem = (begins.Count, ends.Count) switch
        {
            (0, _) => $"line {ends[0].Number} is '{EndMark}', but no line above it is '{Heading}'",
            (_, 0) => $"line {begins[0].Number} is '{Heading}', but no line below it is '{EndMark}'",
            ( > 1, _) => $"lines {begins[0].Number} and {begins[1].Number} both are '{Heading}'",
            (_, > 1) => $"lines {ends[0].Number} and {ends[1].Number} both are '{EndMark}'",
            _ when ends[0].Number < begins[0].Number =>
                $"'{EndMark}' in line {ends[0].Number} stands above '{Heading}' in line {begins[0].Number}",
            _ => null,
        };
        if (problem is not null)
        {
            throw CommandFailedException.Conflict(
                $"{name} was not changed: {problem}. Mend or remove these lines; without both of them the section is added at the end.");
        }
    }

    private static byte[] Append(byte[] file, byte[] section, byte[] newline)
    {
        if (file.Length == 0)
        {
            return [.. section, .. newline];
        }

        return file[^1] == (byte)'\n'
            ? [.. file, .. newline, .. section, .. newline]
            : [.. file, .. newline, .. newline, .. section, .. newline];
    }

    /// <summary>As the first line ends, so do the lines that are written.</summary>
    private static bool UsesCarriageReturns(byte[] file)
    {
        var first = Array.IndexOf(file, (byte)'\n');
        return first > 0 && file[first - 1] == (byte)'\r';
    }
}
