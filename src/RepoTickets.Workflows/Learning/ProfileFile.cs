using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RepoTickets.Workflows.Learning;

/// <summary>The file in which the Python package keeps what it learnt.</summary>
internal static class ProfileFile
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="profiles">The profiles.</param>
    /// <param name="now">In the zone that the file is meant for, since its times name none.</param>
    internal static ReadOnlyMemory<byte> Format(IEnumerable<AgentProfile> profiles, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        writer.WriteStartObject();
        foreach (var profile in profiles)
        {
            writer.WriteStartObject(profile.AgentId.Value);
            writer.WriteString("agent_id", profile.AgentId.Value);
            writer.WriteString("agent_name", profile.Name);
            writer.WriteStartObject("task_type_performance");
            foreach (var type in profile.TaskTypes)
            {
                Write(writer, type);
            }

            writer.WriteEndObject();
            WriteDouble(writer, "overall_success_rate", profile.OverallSuccessRate);
            writer.WriteNumber("total_tasks", profile.TotalTasks);
            Write(writer, "preferred_task_types", profile.StrongTaskTypes);
            Write(writer, "weak_task_types", profile.WeakTaskTypes);
            writer.WriteString("last_updated", now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Puts a file in the place of another in one step; readers see the old one or the new one.</summary>
    internal static async ValueTask ReplaceAsync(string path, ReadOnlyMemory<byte> content, ulong bits, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path);
        var temporary = Path.Join(Path.GetDirectoryName(target), $".~{Path.GetFileName(target)}.{bits:x16}.tmp");
        try
        {
            var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
#pragma warning disable RS0030 // Overwriting is wanted here, within one folder, of a file that can be made again.
            File.Move(temporary, target, overwrite: true);
#pragma warning restore RS0030
        }
        catch (Exception exception)
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new StoreIoException(
                    $"The profiles could not be written to {target}: {exception.Message}", target, exception.HResult & 0xffff, exception);
            }

            throw;
        }
    }

    private static void Write(Utf8JsonWriter writer, TaskTypePerformance type)
    {
        writer.WriteStartObject(type.TaskType);
        writer.WriteString("task_type", type.TaskType);
        writer.WriteNumber("total_tasks", type.Total);
        writer.WriteNumber("completed_tasks", type.Completed);
        writer.WriteNumber("failed_tasks", type.Failed);
        WriteDouble(writer, "total_duration_minutes", type.TotalMinutes);
        WriteDouble(writer, "success_rate", type.SuccessRate);
        WriteDouble(writer, "avg_duration_minutes", type.AverageMinutes);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    /// <summary>Python writes whole floating numbers with a point, and compares files by it.</summary>
    private static void WriteDouble(Utf8JsonWriter writer, string name, double value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(double.IsInteger(value)
            ? value.ToString("0.0", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture));
    }
}
