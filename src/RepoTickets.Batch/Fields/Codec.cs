using System.Text.Json;
using RepoTickets.Batch.Json;

namespace RepoTickets.Batch.Fields;

/// <summary>How values of one type stand in JSON.</summary>
/// <param name="Read">Reads a value that is not null; reports what is wrong and returns anything then.</param>
/// <param name="Write">Writes a value.</param>
/// <param name="WhenNull">What null stands for.</param>
/// <param name="AllowsNull">Null may stand for the value.</param>
internal sealed record Codec<T>(
    Func<JsonPart, string, ReadContext, T> Read, Action<Utf8JsonWriter, T> Write, T WhenNull, bool AllowsNull = true)
{
    internal T ReadOrNull(JsonPart part, string path, ReadContext context)
    {
        context.Places[path] = part.Offset;
        if (!part.IsNull)
        {
            return Read(part, path, context);
        }

        if (!AllowsNull)
        {
            context.Report(part.Offset, path, "The value is null; it cannot be cleared.");
        }

        return WhenNull;
    }
}
