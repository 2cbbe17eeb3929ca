/** Marks a SQLite file as a snapshot ("SODS"). */
export const applicationId = 0x53_4f_44_53;

/** Raised whenever a reader of the old format would misread the new one. */
export const formatVersion = 4;
