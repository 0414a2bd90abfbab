using System.Text.Json;
using RepoTickets.Batch.Json;

namespace RepoTickets.Batch.Fields;

/// <summary>
/// One field of a record: its name in files and what can be done with it. One table of them serves reading, writing, patching, comparing
/// and merging, so that no field can be forgotten in one of these.
/// </summary>
internal abstract class Field<TOwner>(string name)
{
    internal string Name { get; } = name;

    /// <summary>Reads a value and gives what puts it into a record.</summary>
    internal abstract Func<TOwner, TOwner> Read(JsonPart part, string path, ReadContext context);

    internal abstract void Write(Utf8JsonWriter writer, TOwner owner);

    internal abstract bool IsSame(TOwner left, TOwner right);

    internal abstract TOwner Copy(TOwner from, TOwner to);

    internal static Field<TOwner> Of<T>(string name, Codec<T> codec, Func<TOwner, T> get, Func<TOwner, T, TOwner> set) =>
        new TypedField<T>(name, codec, get, set);

    private sealed class TypedField<T>(string name, Codec<T> codec, Func<TOwner, T> get, Func<TOwner, T, TOwner> set) : Field<TOwner>(name)
    {
        internal override Func<TOwner, TOwner> Read(JsonPart part, string path, ReadContext context)
        {
            var value = codec.ReadOrNull(part, path, context);
            return owner => set(owner, value);
        }

        internal override void Write(Utf8JsonWriter writer, TOwner owner)
        {
            writer.WritePropertyName(Name);
            codec.Write(writer, get(owner));
        }

        internal override bool IsSame(TOwner left, TOwner right) => EqualityComparer<T>.Default.Equals(get(left), get(right));

        internal override TOwner Copy(TOwner from, TOwner to) => set(to, get(from));
    }
}
