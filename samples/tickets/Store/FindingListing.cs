using System.Text.RegularExpressions;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Store;

/// <summary>How findings look in lists.</summary>
internal static partial class FindingListing
{
    private static readonly Listing<VerificationFinding> Listing = new(
        "findings",
        [
            ("severity", static finding => Severity(finding)),
            ("code", static finding => finding.Code),
            ("repaired", static finding => finding.Repaired ? "yes" : ""),
            ("path", static finding => finding.Path),
            ("message", static finding => WithoutPath(finding)),
        ],
        static (writer, finding) =>
        {
            writer.WriteString("severity", Severity(finding));
            writer.WriteString("code", finding.Code);
            writer.WriteBoolean("repaired", finding.Repaired);
            writer.WriteString("path", finding.Path);
            writer.WriteString("message", Message(finding));
        })
    {
        IsWhole = true,
    };

    internal static int Print(Invocation invocation, string format, VerificationReport report)
    {
        var checkedDocuments = Texts.Count(report.DocumentsChecked, "document");
        ListPrinter.Print(
            invocation,
            format,
            Listing,
            report.Findings,
            $"✓ {checkedDocuments} checked, nothing found.",
            new() { Summary =
                $"{checkedDocuments} checked, {Texts.Count(report.Findings.Count, "finding")}", Total = report.DocumentsChecked });
        return report.Findings.Any(static finding => finding is { Severity: FindingSeverity.Error, Repaired: false })
            ? ExitCodes.FaultsFound
            : ExitCodes.Success;
    }

    /// <summary>What the package says, and what to do about it here.</summary>
    private static string Message(VerificationFinding finding) => finding.Code switch
    {
        "dangling-reference" => $"{finding.Message} Take it out of the file, or make what it names.",
        _ => CommandWords.Of(finding.Message),
    };

    /// <summary>The path has a column of its own. Where the message begins with it, as a compiler's does, the line stays.</summary>
    private static string WithoutPath(VerificationFinding finding)
    {
        var (message, path) = (Message(finding), DisplayText.Escape(finding.Path));
        if (path.Length == 0 || !message.StartsWith(path, StringComparison.Ordinal))
        {
            return message;
        }

        var place = Place().Match(message, path.Length);
        return !place.Success ? message
            : (place.Groups["line"].Success ? $"line {place.Groups["line"].Value}, column {place.Groups["column"].Value}: " : "") +
                message[(path.Length + place.Length)..];
    }

    [GeneratedRegex(@"\G(?:\((?<line>\d+),(?<column>\d+)\))?: ")]
    private static partial Regex Place();

    private static string Severity(VerificationFinding finding) => finding.Severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "information",
    };
}
