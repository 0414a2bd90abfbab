using System.Globalization;
using System.Text.Json;
using RepoTickets.Batch.Json;

namespace RepoTickets.Batch.Fields;

/// <summary>The codecs of all types that fields of tickets have.</summary>
internal static class Codecs
{
    internal static readonly Codec<string> Text = new(ReadText, static (writer, value) => writer.WriteStringValue(value), "");

    internal static readonly Codec<string> RequiredText = Text with { AllowsNull = false };

    internal static readonly Codec<string?> OptionalText = new(ReadText, static (writer, value) => writer.WriteStringValue(value), null);

    internal static readonly Codec<int?> OptionalNumber = new(
        static (part, path, context) =>
        {
            if (part.Kind == JsonTokenType.Number &&
                int.TryParse(part.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                return value;
            }

            return Refuse<int?>(part, path, context, "a whole number");
        },
        static (writer, value) => WriteNumber(writer, value),
        null);

    internal static readonly Codec<double?> OptionalReal = new(
        static (part, path, context) =>
        {
            if (part.Kind == JsonTokenType.Number &&
                double.TryParse(part.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            {
                return value;
            }

            return Refuse<double?>(part, path, context, "a number");
        },
        static (writer, value) => WriteNumber(writer, value),
        null);

    internal static readonly Codec<bool> Truth = new(
        static (part, path, context) => part.Kind is JsonTokenType.True or JsonTokenType.False
            ? part.Kind == JsonTokenType.True
            : Refuse<bool>(part, path, context, "true or false"),
        static (writer, value) => writer.WriteBooleanValue(value),
        false);

    /// <summary>A time that may be unset.</summary>
    internal static readonly Codec<DateTimeOffset> Time = new(
        ReadTime, static (writer, value) => WriteTime(writer, value == default ? null : value), default);

    /// <summary>A time inside an item; an unset one is written as the first instant of the calendar, as in the ticket's file.</summary>
    internal static readonly Codec<DateTimeOffset> ItemTime = new(
        ReadTime, static (writer, value) => WriteTime(writer, value), default, AllowsNull: false);

    internal static readonly Codec<DateTimeOffset?> OptionalTime = new(
        static (part, path, context) => ReadTime(part, path, context), WriteTime, null);

    internal static readonly Codec<TicketStatus> Status = new(
        static (part, path, context) => TicketStatus.TryParse(ReadText(part, path, context), out var value)
            ? value
            : Refuse<TicketStatus>(part, path, context, "a status such as in-progress"),
        static (writer, value) => writer.WriteStringValue(value.Value),
        default,
        AllowsNull: false);

    internal static readonly Codec<TicketPriority> Priority = new(
        static (part, path, context) => TicketPriority.TryParse(ReadText(part, path, context), out var value)
            ? value
            : Refuse<TicketPriority>(part, path, context, "a priority such as high"),
        static (writer, value) => writer.WriteStringValue(value.Value),
        TicketPriority.Medium,
        AllowsNull: false);

    internal static readonly Codec<ValueList<string>> Texts = ListOf(RequiredText);

    internal static Codec<TEnum> OneOf<TEnum>(EnumText<TEnum> texts)
        where TEnum : struct, Enum => new(
            (part, path, context) => texts.TryRead(ReadText(part, path, context), out var value)
                ? value
                : Refuse<TEnum>(part, path, context, $"one of {string.Join(", ", texts.Allowed)}"),
            (writer, value) => writer.WriteStringValue(texts.Write(value)),
            default,
            AllowsNull: false);

    internal static Codec<TId> Id<TId>(Func<string, TId> make)
        where TId : struct, IDocumentId => new(
            (part, path, context) =>
            {
                var text = ReadText(part, path, context);
                if (text.Length > 0 && make(text) is var id && (id.IsWellFormed || (id.IsPlaceholder && text.Length > 1)))
                {
                    return id;
                }

                return Refuse<TId>(part, path, context, "an identifier such as LOGIN-1, or a placeholder such as ?login");
            },
            static (writer, value) => writer.WriteStringValue(value.Value),
            default,
            AllowsNull: false);

    internal static Codec<TId?> OptionalId<TId>(Func<string, TId> make)
        where TId : struct, IDocumentId
    {
        var codec = Id(make);
        return new(
            (part, path, context) => codec.Read(part, path, context),
            static (writer, value) => writer.WriteStringValue(value is { IsUnassigned: false } id ? id.Value : null),
            null);
    }

    internal static Codec<ValueList<T>> ListOf<T>(Codec<T> item) => new(
        (part, path, context) =>
        {
            if (part.Kind != JsonTokenType.StartArray)
            {
                return Refuse(part, path, context, "a list", ValueList<T>.Empty);
            }

            var items = new T[part.Items.Count];
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = item.ReadOrNull(part.Items[i], $"{path}[{i}]", context);
            }

            return ValueList.Create<T>(items);
        },
        (writer, values) =>
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                item.Write(writer, value);
            }

            writer.WriteEndArray();
        },
        ValueList<T>.Empty);

    internal static T Refuse<T>(JsonPart part, string path, ReadContext context, string expected, T instead = default!)
    {
        var found = part.Kind is JsonTokenType.String or JsonTokenType.Number ? $"'{DisplayText.Escape(part.Text)}'" : part.Describe();
        context.Report(part.Offset, path, $"The value must be {expected}; {found} stands here.");
        return instead;
    }

    private static string ReadText(JsonPart part, string path, ReadContext context) =>
        part.Kind == JsonTokenType.String ? part.Text : Refuse(part, path, context, "a text", "");

    private static DateTimeOffset ReadTime(JsonPart part, string path, ReadContext context) =>
        part.Kind == JsonTokenType.String && InstantText.TryRead(part.Text, context.Zone, out var value)
            ? value
            : Refuse<DateTimeOffset>(part, path, context, "a time such as 2025-12-31T23:59:59Z");

    private static void WriteTime(Utf8JsonWriter writer, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            writer.WriteStringValue(InstantText.Write(time));
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
