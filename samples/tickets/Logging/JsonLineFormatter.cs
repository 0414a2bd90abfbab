using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace RepoTickets.CommandLine.Logging;

/// <summary>
/// A log message as a line of JSON with the Python package's fields: timestamp, level, logger, message, exception. Whatever the message or
/// a scope carries beside them follows under its own name in snake case, unless one of these names it.
/// </summary>
internal sealed class JsonLineFormatter : ITextFormatter
{
    private static readonly string[] OwnNames = ["timestamp", "level", "logger", "message", "exception"];

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", logEvent.Timestamp);
            writer.WriteString("level", logEvent.LevelName());
            writer.WriteString("logger", logEvent.Category());
            writer.WriteString("message", logEvent.Message());
            var names = new HashSet<string>(OwnNames, StringComparer.Ordinal);
            foreach (var (key, value) in logEvent.Fields())
            {
                var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(key);
                if (names.Add(name))
                {
                    WriteValue(writer, name, value);
                }
            }

            if (logEvent.Exception is { } exception)
            {
                writer.WriteString("exception", exception.ToString());
            }

            writer.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.WrittenSpan));
        output.Write('\n');
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, LogEventPropertyValue property)
    {
        switch ((property as ScalarValue)?.Value)
        {
            case null when property is ScalarValue:
                writer.WriteNull(name);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case int or long or short or byte:
                writer.WriteNumber(name, Convert.ToInt64(((ScalarValue)property).Value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumber(name, number);
                break;
            case decimal number:
                writer.WriteNumber(name, number);
                break;
            case { } scalar:
                writer.WriteString(name, Convert.ToString(scalar, CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteString(name, property.ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }
}
