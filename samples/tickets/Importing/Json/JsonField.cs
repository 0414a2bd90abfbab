using System.Text.Json;

namespace RepoTickets.CommandLine.Importing.Json;

/// <summary>A member of an object, and where its value begins.</summary>
internal readonly record struct JsonField(JsonElement Value, long Offset);
