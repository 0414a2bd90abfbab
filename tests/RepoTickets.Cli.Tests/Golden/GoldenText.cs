using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RepoTickets.Cli.Tests.Golden;

/// <summary>
/// Makes answers comparable: what differs from run to run, from day to day and from machine to machine gets a name. Identifiers that are
/// chosen at random are numbered as they appear; those that later commands need have names of their own.
/// </summary>
/// <param name="folder">The repository.</param>
/// <param name="known">What is there before the first command; identifiers in it are nobody's choice.</param>
internal sealed partial class GoldenText(string folder, string known)
{
    /// <summary>Longer answers are kept in part; of the rest the hash is compared.</summary>
    private const int MostLines = 40;

    /// <summary>What transcripts give where nothing has the identifier.</summary>
    private const string NoIdentifier = "00000000";

    /// <summary>Folders of this machine; the longer ones first, as one may lie in another.</summary>
    private static readonly (string Folder, string Name)[] Machine =
    [
        .. new[]
        {
            (Folder: AppContext.BaseDirectory, Name: "<program>"),
            (Folder: Environment.CurrentDirectory, Name: "<current>"),
            (Folder: Path.GetTempPath(), Name: "<temp>"),
            (Folder: Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Name: "<home>"),
        }.Select(static entry => (Folder: Path.TrimEndingDirectorySeparator(entry.Folder), entry.Name))
            .Where(static entry => entry.Folder.Length > 1)
            .OrderByDescending(static entry => entry.Folder.Length),
    ];

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>A command with the identifiers of this run.</summary>
    internal string Actual(string argument) =>
        _names.Aggregate(argument, static (text, entry) => text.Replace(entry.Value, entry.Key, StringComparison.Ordinal)).Replace(
            "<repo>", folder, StringComparison.Ordinal);

    internal void Name(string identifier, string name) => _names[identifier] = $"<{name}>";

    internal string Answer(string output, string error, int exitCode)
    {
        var answer = new StringBuilder();
        GoldenStep.WriteLines(answer, "  ", Shorten(Normalise(output)));
        GoldenStep.WriteLines(answer, "! ", Shorten(Normalise(error)));
        return exitCode == 0 ? answer.ToString() : answer.Append(CultureInfo.InvariantCulture, $"= {exitCode}\n").ToString();
    }

    private string Normalise(string text)
    {
        text = text.Replace(folder, "<repo>", StringComparison.Ordinal).Replace('\r', '␍').Replace('\u001b', '␛');
        text = Machine.Aggregate(text, static (before, path) => before.Replace(path.Folder, path.Name, StringComparison.Ordinal));
        text = Instant().Replace(text, "<time>");
        text = Compact().Replace(text, "<time>");
        text = Day().Replace(text, static match => IsNow(match.Value) ? "<date>" : match.Value);
        text = Version().Replace(text, "<version>");
        text = Measured().Replace(text, "${name}<measured>");
        text = Age().Replace(text, static match => match.Value.TrimStart() == "" ? "  " : match.Value.EndsWith(' ') ? "<age>  " : "<age>");
        text = Chance().Replace(text, "<id>");
        text = Fraction().Replace(text, "<number>");
        text = _names.Aggregate(text, static (before, entry) => before.Replace(entry.Key, entry.Value, StringComparison.Ordinal));
        return Identifier().Replace(
            text,
            match => match.Value == NoIdentifier || known.Contains(match.Value, StringComparison.Ordinal)
                ? match.Value
                : NameOf(match.Value));
    }

    private static string Shorten(string text)
    {
        var lines = text.Split('\n');
        return lines.Length <= MostLines
            ? text
            : string.Join('\n', lines.Take(MostLines / 2)) +
                $"\n… {lines.Length - (MostLines / 2)} more lines, " +
                $"SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}\n";
    }

    private string NameOf(string identifier)
    {
        if (!_names.TryGetValue(identifier, out var name))
        {
            _names.Add(identifier, name = $"<id-{_names.Count + 1}>");
        }

        return name;
    }

    /// <summary>The run may go over midnight, and zones may differ.</summary>
    private static bool IsNow(string day) =>
        DateTime.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) &&
        Math.Abs((date - DateTime.UtcNow.Date).TotalDays) <= 1;

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d|\\u002B\d\d:\d\d| UTC)?")]
    private static partial Regex Instant();

    [GeneratedRegex(@"\b\d{8}-\d{6}\b")]
    private static partial Regex Compact();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d\b")]
    private static partial Regex Day();

    [GeneratedRegex(@"\b[0-9a-f]{32}\b")]
    private static partial Regex Version();

    /// <summary>What takes time, room on the disk, and what agents have learnt, which fades with time.</summary>
    [GeneratedRegex(
        """(?<name>"(?:duration_ms|critical_seconds|[a-z_]*bytes|explanation)": ?|Longest chain: .*\(|expected success )(?:"[^"]*"|\d+(?:\.\d+)?)|\b\d+(?= [KM]iB\b)""")]
    private static partial Regex Measured();

    /// <summary>Days, and how much room the widest of them takes.</summary>
    [GeneratedRegex(@"(?<=[ ,])\d+d(?:(?=,)| +)|(?<=\bAGE) +")]
    private static partial Regex Age();

    [GeneratedRegex(@"(?<=\bbatch-)[0-9a-f]{16}\b")]
    private static partial Regex Chance();

    [GeneratedRegex(@"\b\d+\.\d{5,}(?:E-\d+)?\b")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\b(?:[0-9a-f]{8}|[0-9A-F]{8})\b")]
    private static partial Regex Identifier();
}
