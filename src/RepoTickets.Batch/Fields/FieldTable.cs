using System.Text.Json;
using RepoTickets.Batch.Json;

namespace RepoTickets.Batch.Fields;

/// <summary>All fields of a record, in the order of the file.</summary>
/// <param name="blank">Makes a record to fill in; it says what absent fields are.</param>
/// <param name="required">Fields that must be there.</param>
/// <param name="fields">The fields.</param>
internal sealed class FieldTable<TOwner>(Func<ReadContext, TOwner> blank, string[] required, params Field<TOwner>[] fields)
    where TOwner : class
{
    private readonly Dictionary<string, Field<TOwner>> _byName = fields.ToDictionary(static field => field.Name, StringComparer.Ordinal);

    internal IReadOnlyList<Field<TOwner>> Fields => fields;

    internal TOwner Blank(ReadContext context) => blank(context);

    /// <summary>A codec for records inside another.</summary>
    internal Codec<TOwner> ToCodec() => new(
        (part, path, context) =>
        {
            var owner = blank(context);
            if (part.Kind != JsonTokenType.StartObject)
            {
                return Codecs.Refuse(part, path, context, "an object", owner);
            }

            foreach (var edit in ReadMembers(part, path + ".", context))
            {
                owner = edit(owner);
            }

            return owner;
        },
        Write,
        null!,
        AllowsNull: false);

    /// <summary>Reads the members of an object; reports unknown ones and required ones that are missing.</summary>
    internal List<Func<TOwner, TOwner>> ReadMembers(JsonPart part, string prefix, ReadContext context, bool isPatch = false)
    {
        var edits = new List<Func<TOwner, TOwner>>(part.Members.Count);
        foreach (var member in part.Members)
        {
            if (_byName.TryGetValue(member.Name, out var field))
            {
                edits.Add(field.Read(member.Value, prefix + member.Name, context));
            }
            else
            {
                context.Report(
                    member.Offset, prefix + DisplayText.Escape(member.Name),
                    $"There is no such field; fields are {string.Join(", ", fields.Select(static known => known.Name))}.");
            }
        }

        foreach (var name in isPatch ? [] : required)
        {
            if (part.Find(name) is null)
            {
                context.Report(part.Offset, prefix + name, "The field is missing, and it must be there.");
            }
        }

        return edits;
    }

    internal void Write(Utf8JsonWriter writer, TOwner owner)
    {
        writer.WriteStartObject();
        foreach (var field in fields)
        {
            field.Write(writer, owner);
        }

        writer.WriteEndObject();
    }

    /// <summary>Names of the fields in which two records differ.</summary>
    internal ValueList<string> Difference(TOwner left, TOwner right) =>
        fields.Where(field => !field.IsSame(left, right)).Select(static field => field.Name).ToValueList();
}
