using System.Globalization;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RepoTickets.LogTriage.Settings;

/// <summary>
/// Brings the file of teams from YAML into the form that is read. Values stay the texts that they are, so that a project <c>NO</c> does not
/// become "false"; only the two keys that are no texts are taken as what they are. Limits are checked at each event, so that a file of
/// brackets ends at the depth limit and not on the stack.
/// </summary>
internal sealed class TeamsYaml
{
    private const int MostDepth = 8;
    private const int MostValues = 100_000;

    private readonly Parser _parser;
    private readonly Utf8JsonWriter _json;
    private int _values;
    private int _depth;

    private TeamsYaml(string yaml, Utf8JsonWriter json)
    {
        _parser = new Parser(new Scanner(new StringReader(yaml), skipComments: true));
        _json = json;
    }

    /// <summary>The same content as JSON.</summary>
    /// <exception cref="TriageSettingsException">It is not YAML as it is read here; the message has the line.</exception>
    internal static string ToJson(string yaml)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            var reader = new TeamsYaml(yaml.StartsWith('\uFEFF') ? yaml[1..] : yaml, json);
            try
            {
                reader.ReadDocument();
            }
            catch (YamlException exception)
            {
                throw Refuse($"this is not valid YAML: {DisplayText.Escape(exception.Message, 200)}", exception.Start);
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException)
            {
                // The scanner lets a few of its own slips through as these, for example at impossible surrogate escapes.
                throw Refuse($"this is not valid YAML: {DisplayText.Escape(exception.Message, 200)}", Mark.Empty);
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private void ReadDocument()
    {
        _parser.MoveNext();
        if (!_parser.MoveNext() || _parser.Current is not DocumentStart)
        {
            throw Refuse("the file holds nothing; it begins with 'teams:'", Mark.Empty);
        }

        _parser.MoveNext();
        Write("");
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is not StreamEnd)
        {
            throw Refuse("a second document begins here", _parser.Current!.Start);
        }
    }

    private void Write(string key)
    {
        if (_parser.Current is not NodeEvent node || !node.Anchor.IsEmpty || !node.Tag.IsEmpty)
        {
            throw Refuse("anchors, aliases and tags are not read here; write the value itself", _parser.Current!.Start);
        }

        if (++_values > MostValues || _depth > MostDepth)
        {
            throw Refuse($"there are more than {MostValues} values, or more than {MostDepth} levels", node.Start);
        }

        switch (node)
        {
            case Scalar scalar:
                WriteScalar(key, scalar);
                break;
            case MappingStart:
                WriteMapping();
                break;
            default:
                WriteSequence(key);
                break;
        }
    }

    private void WriteMapping()
    {
        _depth++;
        _json.WriteStartObject();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        _parser.MoveNext();
        while (_parser.Current is not MappingEnd)
        {
            if (_parser.Current is not Scalar { Anchor.IsEmpty: true, Tag.IsEmpty: true } key)
            {
                throw Refuse("a key is a word", _parser.Current!.Start);
            }

            if (!keys.Add(key.Value))
            {
                throw Refuse($"'{DisplayText.Escape(key.Value, 100)}' is there twice", key.Start);
            }

            _json.WritePropertyName(key.Value);
            _parser.MoveNext();
            Write(key.Value);
            _parser.MoveNext();
        }

        _json.WriteEndObject();
        _depth--;
    }

    private void WriteSequence(string key)
    {
        _depth++;
        _json.WriteStartArray();
        _parser.MoveNext();
        while (_parser.Current is not SequenceEnd)
        {
            Write(key);
            _parser.MoveNext();
        }

        _json.WriteEndArray();
        _depth--;
    }

    private void WriteScalar(string key, Scalar scalar)
    {
        var isPlain = scalar.Style == ScalarStyle.Plain;
        if (isPlain && scalar.Value is "" or "~" or "null")
        {
            _json.WriteNullValue();
        }
        else if (isPlain && key == "enabled" && TruthOf(scalar.Value) is { } truth)
        {
            _json.WriteBooleanValue(truth);
        }
        else if (isPlain && key == "max_tickets_per_run" &&
            int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            _json.WriteNumberValue(number);
        }
        else
        {
            _json.WriteStringValue(scalar.Value);
        }
    }

    /// <summary>The words of YAML 1.1, which the reader of dogcatcher-agent takes.</summary>
    private static bool? TruthOf(string word) => word.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" => true,
        "FALSE" or "NO" or "OFF" => false,
        _ => null,
    };

    private static TriageSettingsException Refuse(string problem, in Mark place) => new(
        [string.Create(CultureInfo.InvariantCulture, $"the file of teams, line {Math.Max(place.Line, 1)}: {problem}")]);
}
