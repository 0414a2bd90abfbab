using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RepoTickets.CommandLine.Importing.Markdown;

/// <summary>The YAML between two lines of dashes at the top of a file: texts, and lists of texts.</summary>
internal sealed class FrontMatter
{
    private const string Fence = "---";
    private const int MostCharacters = 64 << 10;

    /// <summary>Names of people begin with an at sign, which YAML reserves; another character stands for it while YAML is read.</summary>
    private const char AtSign = '\uE000';

    private readonly Dictionary<string, (List<string> Values, bool IsList)> _fields = new(StringComparer.Ordinal);

    private FrontMatter(string body) => Body = body;

    /// <summary>What stands below.</summary>
    internal string Body { get; }

    /// <summary>What was not taken.</summary>
    internal IEnumerable<(string Name, string Value)> Rest =>
        _fields.Select(static entry => (entry.Key, string.Join(", ", entry.Value.Values)));

    /// <exception cref="ForeignFaultException">There is none, or it is not YAML of this kind.</exception>
    internal static FrontMatter Read(ForeignFile file)
    {
        var lines = file.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var end = Array.FindIndex(lines, 1, static line => line.TrimEnd() == Fence);
        if (lines[0].TrimEnd() != Fence || end < 0)
        {
            throw new ForeignFaultException(new(file.Name, 1, 1), "A task begins with YAML between two lines of '---'.");
        }

        var yaml = string.Join('\n', lines[1..end]);
        if (yaml.Length > MostCharacters)
        {
            throw new ForeignFaultException(new(file.Name, 1, 1), $"The YAML at the top has more than {MostCharacters} characters.");
        }

        var read = new FrontMatter(string.Join('\n', lines[(end + 1)..]));
        try
        {
            read.Read(file, yaml.Replace('@', AtSign));
        }
        catch (YamlException exception)
        {
            throw Wrong(
                file, exception.Start,
                $"This is not YAML: {DisplayText.Escape(exception.InnerException?.Message ?? exception.Message, 200)}");
        }

        return read;
    }

    internal string? Text(string name) =>
        _fields.Remove(name, out var field) && field.Values.Count > 0 ? string.Join(", ", field.Values) : null;

    internal IReadOnlyList<string> Texts(string name) => _fields.Remove(name, out var field) ? field.Values : [];

    private void Read(ForeignFile file, string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
        {
            return;
        }

        parser.Consume<DocumentStart>();
        if (!parser.TryConsume<MappingStart>(out _))
        {
            throw Wrong(file, parser.Current!.Start, "Fields of the form 'name: value' are needed here.");
        }

        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            if (!_fields.TryAdd(key.Value, Value(file, parser)))
            {
                throw Wrong(file, key.Start, $"'{DisplayText.Escape(key.Value)}' stands here twice.");
            }
        }
    }

    private static (List<string> Values, bool IsList) Value(ForeignFile file, Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return (Texts([scalar]), false);
        }

        if (!parser.TryConsume<SequenceStart>(out _))
        {
            throw Wrong(file, parser.Current!.Start, "A text or a list of texts is needed here.");
        }

        var values = new List<Scalar>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            values.Add(parser.TryConsume<Scalar>(out var item)
                ? item
                : throw Wrong(file, parser.Current!.Start, "A list of texts is needed here."));
        }

        return (Texts(values), true);
    }

    /// <summary>A field without a value, or an item without one, says nothing.</summary>
    private static List<string> Texts(IEnumerable<Scalar> values) =>
        [.. values.Select(TextOf).Where(static text => !string.IsNullOrWhiteSpace(text))];

    private static string TextOf(Scalar scalar) =>
        scalar is { Style: ScalarStyle.Plain, Value: "null" or "~" } ? "" : scalar.Value.Replace(AtSign, '@');

    /// <summary>The YAML begins on the second line of the file.</summary>
    private static ForeignFaultException Wrong(ForeignFile file, Mark mark, string message) => new(
        new(file.Name, int.CreateSaturating(mark.Line) + 1, int.CreateSaturating(mark.Column)),
        message.ToString(CultureInfo.InvariantCulture));
}
