using System.Text.Json;

namespace RepoTickets.Mcp.Policy;

/// <summary>
/// Reads a policy from a file, strictly: a member that is not known may be a limit that is misspelt, and passing over it would allow what
/// was meant to be forbidden.
/// </summary>
internal ref struct PolicyFile
{
    private const int LongestFile = 1 << 20;

    private readonly string _path;
    private readonly ReadOnlySpan<byte> _text;
    private readonly IReadOnlyCollection<string> _knownTools;
    private Utf8JsonReader _reader;

    private PolicyFile(string path, ReadOnlySpan<byte> text, IReadOnlyCollection<string> knownTools)
    {
        _path = path;
        _text = text;
        _knownTools = knownTools;
        _reader = new(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <exception cref="PolicyException">The file cannot be read, or is not a policy; the message says where and what to do.</exception>
    internal static AccessPolicy Read(string path, IReadOnlyCollection<string> knownTools)
    {
        var text = ReadBytes(path);
        var file = new PolicyFile(path, text.AsSpan().StartsWith("\uFEFF"u8) ? text.AsSpan(3) : text, knownTools);
        try
        {
            var policy = file.ReadObject();
            PolicyRules.Check(policy, $"'{DisplayText.Escape(path, 300)}'", knownTools);
            return policy;
        }
        catch (JsonException exception)
        {
            throw file.Fault(
                (exception.LineNumber ?? 0) + 1,
                $"this is not JSON: {DisplayText.Escape(exception.Message.Split(" LineNumber:")[0], 200)} Mend it there.", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw file.Fault(
                file.Line, $"this text is not UTF-8: {DisplayText.Escape(exception.Message, 200)} Save the file as UTF-8.", exception);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var buffer = new byte[LongestFile + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= LongestFile
                ? buffer[..length]
                : throw new PolicyException(
                    $"'{DisplayText.Escape(path, 300)}' is larger than {LongestFile} bytes, so it is no policy. Name the right file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PolicyException(
                $"The policy '{DisplayText.Escape(path, 300)}' cannot be read: {DisplayText.Escape(exception.Message, 300)} Look at the " +
                "path and its permissions.", exception);
        }
    }

    private AccessPolicy ReadObject()
    {
        var policy = new AccessPolicy();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Next();
        Expect(JsonTokenType.StartObject, "an object such as {\"version\": 1, \"labels\": [\"bug\"]}");
        while (Next() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            if (!seen.Add(name))
            {
                throw Fault(Line, $"'{DisplayText.Escape(name)}' stands there twice. Leave one.");
            }

            var nameLine = Line;
            Next();
            policy = name switch
            {
                "version" => ReadVersion(policy),
                "tools" => policy with { Tools = ReadTexts(name, _knownTools) },
                "labels" => policy with { Labels = ReadTexts(name, null) },
                "read_only" => policy with { IsReadOnly = ReadFlag(name) },
                _ => throw Fault(
                    nameLine, $"'{DisplayText.Escape(name)}' is not known. A policy has version, tools, labels and read_only."),
            };
        }

        if (!seen.Contains("version"))
        {
            throw Fault(Line, "'version' is missing. Add \"version\": 1.");
        }

        // Whatever follows the object is told as an error by the reader.
        Next();
        return policy;
    }

    private AccessPolicy ReadVersion(AccessPolicy policy) =>
        _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out var version) && version == 1
            ? policy
            : throw Fault(Line, "'version' must be 1: other forms of policies are not known to this program.");

    private bool ReadFlag(string name) => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Fault(Line, $"'{name}' must be true or false."),
    };

    private ValueList<string> ReadTexts(string name, IReadOnlyCollection<string>? known)
    {
        Expect(JsonTokenType.StartArray, $"a list of texts for '{name}', such as [\"a\", \"b\"]");
        var texts = new List<string>();
        while (Next() && _reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(JsonTokenType.String, $"texts in the list '{name}'");
            var text = _reader.GetString()!.Trim();
            if (text.Length == 0)
            {
                throw Fault(Line, $"a text in the list '{name}' is empty. Remove it.");
            }

            if (known is not null && PolicyRules.Explain(text, known) is { } reason)
            {
                throw Fault(Line, reason);
            }

            texts.Add(text);
        }

        return texts.Distinct(StringComparer.Ordinal).ToValueList();
    }

    private bool Next() => _reader.Read();

    private readonly void Expect(JsonTokenType type, string what)
    {
        if (_reader.TokenType != type)
        {
            throw Fault(Line, $"there should be {what}.");
        }
    }

    /// <summary>The line of the token that was read last, counted from 1.</summary>
    private readonly long Line => _text[..(int)_reader.TokenStartIndex].Count((byte)'\n') + 1;

    private readonly PolicyException Fault(long line, string reason, Exception? innerException = null) =>
        new($"{DisplayText.Escape(_path, 300)}({line}): {reason}", innerException);
}
