using System.Text.Json;
using RepoTickets.LogTriage.Grouping.Canonical;
using RepoTickets.LogTriage.Grouping.Evidence;

namespace RepoTickets.LogTriage.Grouping.JsonLines;

/// <summary>Reads the fields that grouping needs from a JSON record, without making strings. Nothing is allocated.</summary>
internal ref struct JsonLineReader
{
    private readonly Span<byte> _scratch;
    private int _used;

    internal ReadOnlySpan<byte> Message;
    internal ReadOnlySpan<byte> Level;
    internal ReadOnlySpan<byte> Service;
    internal ReadOnlySpan<byte> Logger;
    internal ReadOnlySpan<byte> ExceptionType;
    internal ReadOnlySpan<byte> StackTrace;
    internal ReadOnlySpan<byte> Template;
    internal ReadOnlySpan<byte> Fingerprint;

    /// <param name="scratch">Room for texts with escapes; what doesn't fit is left as it stands.</param>
    internal JsonLineReader(Span<byte> scratch) => _scratch = scratch;

    internal readonly Utf8Evidence Evidence => new()
    {
        Message = Message,
        Fingerprint = Fingerprint,
        Template = Template,
        Logger = Logger,
        ExceptionType = ExceptionType,
        StackTrace = StackTrace,
    };

    /// <summary>False when the line is no JSON object.</summary>
    internal bool Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var field = RecordFields.Find(reader.ValueSpan);
                reader.Read();
                Take(ref reader, field);
            }

            // What follows the object makes the line no record.
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Text with escapes is decoded only when it is wanted; bytes that are not UTF-8 show then.
            return false;
        }
    }

    private void Take(scoped ref Utf8JsonReader reader, RecordField field)
    {
        if (reader.TokenType == JsonTokenType.String && field != RecordField.None)
        {
            Set(field == RecordField.Fault ? RecordField.StackTrace : field, Text(ref reader));
        }
        else if (reader.TokenType == JsonTokenType.Number && field is RecordField.Level or RecordField.Template)
        {
            Set(field, reader.ValueSpan);
        }
        else if (reader.TokenType == JsonTokenType.StartObject && field == RecordField.Fault)
        {
            TakeFault(ref reader);
        }
        else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
        }
    }

    private void TakeFault(scoped ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = RecordFields.FindInFault(reader.ValueSpan);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && field != RecordField.None)
            {
                Set(field, Text(ref reader));
            }
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                reader.Skip();
            }
        }
    }

    /// <summary>The first field of a meaning wins: records repeat themselves under other names.</summary>
    private void Set(RecordField field, ReadOnlySpan<byte> value)
    {
        switch (field)
        {
            case RecordField.Message when Message.IsEmpty:
                Message = value;
                break;
            case RecordField.Level when Level.IsEmpty:
                Level = value;
                break;
            case RecordField.Service when Service.IsEmpty:
                Service = value;
                break;
            case RecordField.Logger when Logger.IsEmpty:
                Logger = value;
                break;
            case RecordField.ExceptionType when ExceptionType.IsEmpty:
                ExceptionType = value;
                break;
            case RecordField.StackTrace when StackTrace.IsEmpty:
                StackTrace = value;
                break;
            case RecordField.Template when Template.IsEmpty:
                Template = value;
                break;
            case RecordField.Fingerprint when Fingerprint.IsEmpty:
                Fingerprint = value;
                break;
            default:
                break;
        }
    }

    private ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return raw;
        }

        if (raw.Length > CanonicalLimits.LineBytes || raw.Length > _scratch.Length - _used)
        {
            return raw;
        }

        var room = _scratch[_used..];
        var length = reader.CopyString(room);
        _used += length;
        return room[..length];
    }
}
