using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Logging;

/// <summary>One log message as one line.</summary>
internal static class LogLine
{
    private const int MaximumLength = 2_000;

    /// <summary>
    /// The Python package's fields: timestamp, level, logger, message, exception. Whatever a message or a scope carries beside them follows under its own
    /// name in snake case, unless one of these names it.
    /// </summary>
    internal static string Json(
        DateTimeOffset time, string category, LogLevel level, string message, IEnumerable<KeyValuePair<string, object?>> fields, Exception? exception)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", time);
            writer.WriteString("level", LogLevels.Write(level).ToUpperInvariant());
            writer.WriteString("logger", category);
            writer.WriteString("message", message);
            var names = new HashSet<string>(StringComparer.Ordinal) { "timestamp", "level", "logger", "message", "exception" };
            foreach (var (key, value) in fields)
            {
                var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(key);
                if (names.Add(name))
                {
                    WriteValue(writer, name, value);
                }
            }

            if (exception is not null)
            {
                writer.WriteString("exception", exception.ToString());
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    internal static string Human(DateTimeOffset time, string category, LogLevel level, string message, Exception? exception) => string.Create(
        CultureInfo.InvariantCulture,
        $"{time:yyyy-MM-dd HH:mm:ss.fff} {LogLevels.Write(level).ToUpperInvariant(),-8} {category}: {SafeText.Line(message, MaximumLength)}{Cause(exception)}");

    private static string Cause(Exception? exception) =>
        exception is null ? "" : $" ({exception.GetType().Name}: {SafeText.Line(exception.Message, MaximumLength)})";

    private static void WriteValue(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull(name);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case int or long or short or byte:
                writer.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double or float or decimal:
                writer.WriteNumber(name, Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
